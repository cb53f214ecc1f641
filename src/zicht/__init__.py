"""Zicht: see, keep, route, link, register and act on signals of human trafficking."""
