"""What reaches beyond the own organisation takes two persons: the acts, and one person trying each."""
