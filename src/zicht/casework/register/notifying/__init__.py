"""Notifying CoMensha: filing, correcting, saying who reports or why not, and answering what is missing."""
