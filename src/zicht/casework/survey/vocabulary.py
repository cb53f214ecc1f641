"""The questions and their answers. Changing a question means a new code, so that years stay comparable."""

from django.db.models import TextChoices


class Seen(TextChoices):
    NEVER = "never", "Nee, niets"
    FEW = "few", "Eén of twee keer"
    SEVERAL = "several", "Drie tot tien keer"
    OFTEN = "often", "Vaker dan tien keer"


class Passed(TextChoices):
    ALL = "all", "Alles"
    MOST = "most", "Het meeste"
    LITTLE = "little", "Weinig"
    NOTHING = "nothing", "Niets"
    NOT_ASKED = "not_asked", "Ik zag niets"


class Hindrance(TextChoices):
    TOO_LITTLE = "too_little", "Het was te weinig of ik twijfelde"
    WHERE = "where", "Ik wist niet waar ik het kwijt kon"
    PRIVACY = "privacy", "Ik wist niet of ik het mocht delen"
    TIME = "time", "Er was geen tijd"
    NO_ANSWER = "no_answer", "Eerder hoorde ik er nooit meer iets van"
    SAFETY = "safety", "Het voelde niet veilig"


class Sight(TextChoices):
    GOOD = "good", "Ja"
    PARTLY = "partly", "Voor een deel"
    HARDLY = "hardly", "Nauwelijks of niet"
    UNKNOWN = "unknown", "Dat weet ik niet"
