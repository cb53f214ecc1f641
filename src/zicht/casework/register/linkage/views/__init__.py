"""The pages of recognising: while registering, and the list of CoMensha."""
