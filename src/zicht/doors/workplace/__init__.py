"""The workplace: "Mijn werk", the navigation and the frame around every page for signed-in people."""
