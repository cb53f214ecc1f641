-- Sizes of sectors: no case data; everyone at work may read them.

GRANT SELECT, INSERT, UPDATE, DELETE ON workforce_sectorsize TO zicht_app, zicht_worker;
GRANT SELECT ON workforce_sectorsize TO zicht_guard, zicht_figures, zicht_intake;
