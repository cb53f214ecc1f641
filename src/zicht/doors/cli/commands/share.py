"""`zicht share explain`: may this signal be shared with that party, on what ground, what stays and what
would make it possible.
"""

import uuid

from zicht.doors.cli import answer, session
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    acts = subparsers.add_parser("share", help="explain sharing").add_subparsers(metavar="ACT", required=True)
    parser = acts.add_parser("explain", help="may this signal be shared with that party?")
    parser.add_argument("--signal", required=True, metavar="ID", help="id or reference of the signal")
    parser.add_argument(
        "--party", required=True, metavar="ORG", help="slug or id of the organisation that would receive it"
    )
    parser.add_argument(
        "--from",
        dest="giver",
        metavar="ORG",
        help="who would share it; without it the holder whose turn it is",
    )
    parser.add_argument("--purpose", default="signal_handling", help="what for, such as care or consultation")
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    with session.ready():
        found = _explained(args)
    answer.show(found, args.json, _lines)
    return 0


def _explained(args) -> dict:
    from zicht.chain.agreements.vocabulary import Level, Purpose
    from zicht.chain.sharing.services import deciding
    from zicht.chain.sharing.words import verdicts
    from zicht.foundation.access import as_worker

    if args.purpose not in Purpose.values:
        raise UserError(f"{args.purpose!r} is not a purpose: choose from {', '.join(Purpose.values)}.")
    with as_worker():
        signal, party = _signal(args.signal), _organisation(args.party)
        giver = _organisation(args.giver) if args.giver else _holder(signal)
        verdict = deciding.verdict("signal", signal.pk, party.pk, args.purpose, giver_id=giver.pk)
        explained = verdicts.explain(verdict, party.name)
        return {
            "verdict": verdict.answer,
            "level": Level(verdict.level).name.lower() if verdict.level else None,
            "basis": [
                {
                    "basis": ground.agreement.basis,
                    "agreement": ground.agreement.title,
                    "article": ground.agreement.article,
                }
                for ground in verdict.grounds
                if ground.holds
            ],
            "withheld": [str(row) for row in verdict.withheld],
            "way_out": [{"code": str(way.code), "text": way.text} for way in explained.ways],
            "from": giver.slug,
            "purpose": args.purpose,
        }


def _signal(text: str):
    from zicht.chain.signals.models import Signal

    try:
        found = Signal.objects.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        found = Signal.objects.filter(reference=text.upper()).first()
    if found is None:
        raise UserError(f"There is no signal {text}.")
    return found


def _organisation(text: str):
    from zicht.foundation.organisations.models import Organisation

    try:
        found = Organisation.objects.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        found = Organisation.objects.filter(slug=text).first()
    if found is None:
        raise UserError(f"There is no organisation {text}.")
    return found


def _holder(signal):
    from zicht.chain.custody.models import Holding

    held = (
        Holding.objects.filter(signal=signal).select_related("organisation").order_by("-role", "-started_at")
    )
    return (held.filter(ended_at__isnull=True).first() or held.first()).organisation


def _lines(found: dict) -> list[str]:
    return [
        (
            f"Verdict: {found['verdict']}, level: {found['level'] or 'none'} (shared by {found['from']}, for"
            f" {found['purpose']})"
        ),
        *(f"- {row['agreement']} ({row['article']})" for row in found["basis"]),
        *(f"- stays: {row}" for row in found["withheld"]),
        *(f"- {row['text']}" for row in found["way_out"]),
    ]
