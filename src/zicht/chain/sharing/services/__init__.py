"""The acts of sharing: `deciding` (may I, share, stop), `consents`, and `break_glass` (emergency access)."""
