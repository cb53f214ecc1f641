"""What a person is asked when consent is asked, in the person's own language: to read aloud, show or print.

Dutch and English are the sources. The other translations have not been read by native speakers yet; the
screen says so. `{party}` and `{purpose}` are names, filled in as they are in Dutch.
"""

READ_BY_NATIVE = frozenset({"nl", "en"})
RIGHT_TO_LEFT = frozenset({"ar"})

LANGUAGES: dict[str, tuple[str, str]] = {
    "nl": (
        "Nederlands",
        (
            "Wij willen graag met {party} delen wat wij over u weten. Het doel is: {purpose}. U beslist zelf."
            " U mag nee zeggen; dat heeft geen gevolgen voor de hulp die u krijgt. U kunt later altijd"
            " stoppen, zonder reden. Dan stopt het delen meteen."
        ),
    ),
    "en": (
        "English",
        (
            "We would like to share what we know about you with {party}. The purpose is: {purpose}. It is"
            " your decision. You may say no; this does not change the help you get. You can stop at any time,"
            " without a reason. Sharing then stops at once."
        ),
    ),
    "pl": (
        "Polski",
        (
            "Chcielibyśmy przekazać {party} to, co o Pani/Panu wiemy. Cel: {purpose}. Decyzja należy do"
            " Pani/Pana. Można odmówić; nie wpłynie to na otrzymywaną pomoc. W każdej chwili można wycofać"
            " zgodę, bez podania przyczyny. Wtedy przekazywanie natychmiast się kończy."
        ),
    ),
    "ro": (
        "Română",
        (
            "Am dori să împărtășim cu {party} ceea ce știm despre dumneavoastră. Scopul este: {purpose}."
            " Decizia vă aparține. Puteți spune nu; acest lucru nu schimbă ajutorul pe care îl primiți."
            " Puteți opri oricând, fără motiv. Atunci partajarea încetează imediat."
        ),
    ),
    "bg": (
        "Български",
        (
            "Бихме искали да споделим с {party} това, което знаем за вас. Целта е: {purpose}. Решението е"
            " ваше. Можете да кажете не; това не променя помощта, която получавате. Можете да спрете по всяко"
            " време, без причина. Тогава споделянето спира веднага."
        ),
    ),
    "hu": (
        "Magyar",
        (
            "Szeretnénk megosztani {party} szervezettel, amit Önről tudunk. A cél: {purpose}. Ön dönt."
            " Mondhat nemet; ez nem változtat a kapott segítségen. Bármikor leállíthatja, indoklás nélkül. A"
            " megosztás ekkor azonnal megszűnik."
        ),
    ),
    "es": (
        "Español",
        (
            "Nos gustaría compartir con {party} lo que sabemos de usted. El objetivo es: {purpose}. Usted"
            " decide. Puede decir que no; eso no cambia la ayuda que recibe. Puede parar en cualquier"
            " momento, sin dar un motivo. Entonces se deja de compartir de inmediato."
        ),
    ),
    "pt": (
        "Português",
        (
            "Gostaríamos de partilhar com {party} o que sabemos sobre si. O objetivo é: {purpose}. A decisão"
            " é sua. Pode dizer que não; isso não muda a ajuda que recebe. Pode parar a qualquer momento, sem"
            " dar um motivo. A partilha termina logo."
        ),
    ),
    "fr": (
        "Français",
        (
            "Nous aimerions partager avec {party} ce que nous savons de vous. Le but est : {purpose}. C’est"
            " vous qui décidez. Vous pouvez dire non ; cela ne change rien à l’aide que vous recevez. Vous"
            " pouvez arrêter à tout moment, sans raison. Le partage s’arrête alors aussitôt."
        ),
    ),
    "tr": (
        "Türkçe",
        (
            "Sizin hakkınızda bildiklerimizi {party} ile paylaşmak istiyoruz. Amaç: {purpose}. Karar"
            " sizindir. Hayır diyebilirsiniz; bu, aldığınız yardımı değiştirmez. İstediğiniz zaman, neden"
            " göstermeden vazgeçebilirsiniz. O zaman paylaşım hemen durur."
        ),
    ),
    "uk": (
        "Українська",
        (
            "Ми хотіли б поділитися з {party} тим, що знаємо про вас. Мета: {purpose}. Вирішуєте ви. Ви"
            " можете сказати ні; це не змінить допомогу, яку ви отримуєте. Ви можете припинити будь-коли, без"
            " пояснень. Тоді передавання одразу припиняється."
        ),
    ),
    "ar": (
        "العربية",
        (
            "نود أن نشارك ما نعرفه عنك مع {party}. الغرض هو: {purpose}. القرار لك. يمكنك أن تقول لا، ولن"
            " يغيّر ذلك المساعدة التي تحصل عليها. يمكنك التوقف في أي وقت دون إبداء سبب، وعندها تتوقف المشاركة"
            " فورًا."
        ),
    ),
    "vi": (
        "Tiếng Việt",
        (
            "Chúng tôi muốn chia sẻ những gì chúng tôi biết về bạn với {party}. Mục đích là: {purpose}. Bạn"
            " là người quyết định. Bạn có thể nói không; điều đó không thay đổi sự giúp đỡ bạn nhận được. Bạn"
            " có thể dừng bất cứ lúc nào, không cần lý do. Khi đó việc chia sẻ dừng ngay."
        ),
    ),
    "zh": (
        "中文",
        (
            "我们希望与 {party} 分享我们所了解的关于您的情况。目的是：{purpose}。由您决定。您可以拒绝，"
            "这不会影响您得到的帮助。"
            "您可以随时停止，无需说明理由，分享会立即停止。"
        ),
    ),
    "ti": (
        "ትግርኛ",
        (
            "ብዛዕባኹም እንፈልጦ ነገር ምስ {party} ክንካፈል ንደሊ። ዕላማኡ፦ {purpose}። ውሳነ ናታትኩም እዩ። ኣይፋል ክትብሉ ትኽእሉ ኢኹም፤ ነቲ"
            " እትረኽብዎ ሓገዝ ኣይቅይሮን። ብዘይ ምኽንያት ኣብ ዝኾነ ግዜ ከተቋርጹ ትኽእሉ ኢኹም፤ ሽዑ ምክፋል ብኡንብኡ ይቋረጽ።"
        ),
    ),
}


def consent_texts(party: str, purpose: str) -> list[dict]:
    """Return the question in every language, the words of party and purpose filled in."""
    return [
        {
            "code": code,
            "name": name,
            "text": text.format(party=party, purpose=purpose.lower()),
            "direction": "rtl" if code in RIGHT_TO_LEFT else "ltr",
            "read_by_native": code in READ_BY_NATIVE,
        }
        for code, (name, text) in LANGUAGES.items()
    ]
