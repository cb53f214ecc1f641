"""What is said about functions and invitations."""

INVITED_SUBJECT = "Uitnodiging voor Zicht"
INVITED = """U bent uitgenodigd om met Zicht te werken voor {organisation}.

Open deze pagina om te beginnen. De uitnodiging is zeven dagen geldig en werkt één keer:
{address}

Weet u niet waar dit over gaat? Dan kunt u dit bericht weggooien.
"""
TO_AGREE_SUBJECT = "Wilt u akkoord geven op een functie in Zicht?"
TO_AGREE = """{proposer} stelt voor om {name} {function} te maken bij {organisation}.

Met deze functie kan iemand gegevens zien of regels wijzigen. Daarom kijkt een tweede persoon mee. De
uitnodiging gaat pas weg als u akkoord geeft. Na veertien dagen vervalt het voorstel.
{address}
"""
TOLD_SUBJECT = "Er komt een collega bij in Zicht"
TOLD = """{name} is uitgenodigd als {function} bij {organisation}.

{proposer} stelde dit voor en {second} gaf akkoord. Klopt dit niet? Vraag de beheerder om de uitnodiging in te
trekken, of doe dat zelf als u beheerder of functionaris gegevensbescherming bent:
{address}
"""
NOT_IN_THE_LIST = (
    "Een organisatie als de uwe heeft deze functie niet. Kies een functie uit de lijst. Staat de juiste er"
    " niet bij? Vraag de organisatie die Zicht voor u beheert."
)
NOBODY_ELSE = (
    "Met deze functie kan iemand gegevens zien of regels wijzigen. Daarom geeft een tweede persoon akkoord,"
    " en die is er nog niet bij uw organisatie. Vraag de organisatie die Zicht voor u beheert om een tweede"
    " beheerder of een functionaris gegevensbescherming toe te voegen. Een signaleerder kunt u nu al"
    " uitnodigen."
)
FOUR_EYES = "Een tweede persoon geeft akkoord. U hebt dit voorstel zelf gedaan."
YOUR_OWN = "Dit gaat over een functie voor uzelf. Een andere beheerder of de functionaris geeft akkoord."
JUDGED_ALREADY = "Hierover is al besloten."
EXPIRED = "Dit voorstel is verlopen. De beheerder kan een nieuw voorstel doen."
OVER = "Deze uitnodiging is al gebruikt of te oud."
SENT = "De uitnodiging aan {} is verstuurd."
PROPOSED = "Uw voorstel voor {} is bewaard. De uitnodiging gaat weg zodra een tweede persoon akkoord geeft."
AGREED = "U hebt akkoord gegeven. De uitnodiging aan {} is verstuurd."
WITHDRAWN = "Dit is ingetrokken. De uitnodiging aan {} werkt niet meer."
TAKEN_UP = "U hebt deze functie nu. Log in met uw eigen wachtwoord."
