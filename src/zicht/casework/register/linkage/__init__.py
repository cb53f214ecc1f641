"""Who is who: likely the same person, while typing and in the whole register; people decide, and can take it
back.

- `blocking`: the keyed digests under which persons on partial identities are found.
- `likeness`: a person as typed beside those in the register, with reasons, within the sharing rules.
- `judging`: what people said of two persons: the same, different, or not sure.

The weights are those of `zicht.methods.linkage`; see docs/methods/linkage.md and decision 0070.
"""
