"""Pages about routes: for those who keep them, and the public finder."""
