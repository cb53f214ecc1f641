"""The register going out and coming in: the international standard, CoMensha's list, the yearly delivery, the
public file.

- `htcds`: the mapping to the IOM Human Trafficking Case Data Standard 2.0, both ways (docs/htcds.md).
- `exporting`, `importing`: files in that standard.
- `deliveries`: CoMensha's list and the pseudonymised delivery to the National Rapporteur, with its codebook.
- `public_file`: a protected file in the column layout of the CTDC synthetic data set.
"""
