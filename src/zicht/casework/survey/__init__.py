"""The yearly question to professionals, one minute: what did you see, and what did you pass on? The third
reality.

Who answered is kept apart from what was answered: `SurveyTurn` makes that nobody answers twice in a year,
`SurveyAnswer` knows no person, organisation or moment. Figures of it go out once, after the year has ended
(`sight/figures`).
"""
