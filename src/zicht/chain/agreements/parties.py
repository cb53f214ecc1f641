"""Who is a party: asked of the same SQL function that the rules on grants use, so that screen and database
cannot differ.
"""

from django.db.models import BooleanField, F, Func, Value


class IsParty(Func):
    """The condition "this organisation is a party to the agreement", where asked one that may give or
    receive.
    """

    function = "sec.is_party"
    output_field = BooleanField()
    conditional = True

    def __init__(self, organisation_id, gives: bool = False, receives: bool = False):
        super().__init__(F("id"), Value(str(organisation_id)), Value(gives), Value(receives))

    def as_sql(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, template="sec.is_party(%(expressions)s)", **extra)
