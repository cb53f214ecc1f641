"""What sharing says on screen: the verdict, and the question to the person concerned in sixteen languages."""
