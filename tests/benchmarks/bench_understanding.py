"""How well and how fast dates and addresses are read.

    python -m tests.benchmarks.bench_understanding dates.jsonl [emails.jsonl] [--lang de] [--wrong] [--folds] [--alone]

A line of the first file is an object with `text`, `now` (ISO 8601), `timezone` (IANA), `locale` ("en-US"), `kind`
("instant", "date", "daypart" or "none") and `accept`: the answers that count, for a daypart windows [from, to). A line of
the second has `text` and `expected`, a list of addresses. dateparser and duckling (pyduckling-native-phihos) read the same
texts in the same run where they are installed; `--alone` leaves them out. `--lang` measures one language, else all are
measured one after the other, and in the mean.
`--wrong` prints what was not read right. `--folds` shows how even the figures are: the sources of a corpus differ in
wording and come one after the other in it, so each fifth of a language's lines stands for sources that the others do not.
"""

import argparse
import json
import statistics
import warnings
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

Case = dict[str, Any]
Answer = datetime | date | None
Reader = Callable[[Case], Answer]


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("dates", type=Path)
    parser.add_argument("emails", type=Path, nargs="?")
    parser.add_argument("--lang", help="one language; else all")
    parser.add_argument("--wrong", action="store_true", help="print what was not read right")
    parser.add_argument("--folds", action="store_true", help="figures for each fifth of a language's lines")
    parser.add_argument("--alone", action="store_true", help="without dateparser")
    options = parser.parse_args()
    before = process_time()
    from dialog.understanding import read

    print(f"import: {1000 * (process_time() - before):.0f} ms of processor time")

    def ours(case: Case) -> Answer:
        now = datetime.fromisoformat(case["now"])
        reading = read(case["text"], now, case["timezone"], case["locale"])
        moment = reading.moment or reading.which
        if reading.shift is not None and not moment:
            # nothing was chosen that "5 minutes later" could count from
            return now + timedelta(minutes=reading.shift)
        return moment and (moment.start if moment.has_time else moment.start.date())

    cases = _lines(options.dates)
    totals: dict[str, list[Counter[str]]] = {}
    for language in [options.lang] if options.lang else dict.fromkeys(case["locale"][:2] for case in cases):
        theirs = [case for case in cases if case["locale"].startswith(language)]
        before = process_time()
        read("x", datetime.fromisoformat(theirs[0]["now"]), "UTC", language)
        print(f"{language}: {len(theirs)} texts; first reading {1000 * (process_time() - before):.0f} ms")
        readers = {"convoke": ours}
        if not options.alone:
            readers |= {name: made for name, make in LIBRARIES.items() if (made := make(language))}
        for name, reader in readers.items():
            totals.setdefault(name, []).append(
                _measure(name, reader, theirs, show=options.wrong and reader is ours, folds=options.folds)
            )
    for name, found in totals.items():
        if len(found) > 1:
            shares = {
                verdict: sum(counts[verdict] / counts.total() for counts in found) / len(found)
                for verdict in ("right", "wrong", "missed")
            }
            print(f"{name:10} mean of {len(found)} languages:", _shares(shares))
    if options.emails:
        now = datetime.fromisoformat("2026-05-13T10:00+00:00")
        emails = _lines(options.emails)
        found = {case["text"]: [address.email for address in read(case["text"], now).emails] for case in emails}
        wrong = [case for case in emails if found[case["text"]] != case["expected"]]
        print(f"addresses: {len(emails) - len(wrong)} of {len(emails)} texts right")
        for case in wrong:
            print(f"    {case['text']!r}: {found[case['text']]}")


def _lines(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _dateparser(language: str) -> Reader | None:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None
    warnings.simplefilter("ignore")

    def reader(case: Case) -> Answer:
        settings = {
            "RELATIVE_BASE": datetime.fromisoformat(case["now"]).replace(tzinfo=None),
            "TIMEZONE": case["timezone"],
            "PREFER_DATES_FROM": "future",
            "RETURN_AS_TIMEZONE_AWARE": True,
            "DATE_ORDER": "MDY" if case["locale"] == "en-US" else "DMY",
        }
        found = search_dates(case["text"], languages=[language], settings=settings)
        return found[0][1] if found else None

    return reader


def _duckling(language: str) -> Reader | None:
    try:
        import duckling
    except ImportError:
        return None
    if not hasattr(duckling, "load_time_zones"):  # the one that needs a Java of its own
        return None
    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    default = duckling.default_locale_lang(duckling.parse_lang(language.upper()))
    wanted = duckling.parse_dimensions(["time"])

    def reader(case: Case) -> Answer:
        now = int(datetime.fromisoformat(case["now"]).timestamp())
        locale = duckling.parse_locale(case["locale"].upper().replace("-", "_"), default)
        found = duckling.parse(
            case["text"],
            duckling.Context(duckling.parse_ref_time(zones, case["timezone"], now), locale),
            wanted,
            False,
        )
        if not found:
            return None
        value = max(found, key=lambda each: each["end"] - each["start"])["value"]
        value = value.get("from") or value.get("to") or value
        moment = datetime.fromisoformat(value["value"])
        return moment if value["grain"] in ("second", "minute", "hour") else moment.date()

    return reader


LIBRARIES: dict[str, Callable[[str], Reader | None]] = {"dateparser": _dateparser, "duckling": _duckling}


def _measure(name: str, reader: Reader, cases: list[Case], *, show: bool, folds: bool) -> Counter[str]:
    """Print the figures, and return how often each verdict fell on texts with a date."""
    reader(cases[0])
    counts: dict[str, Counter[str]] = {}
    seconds = []
    for number, case in enumerate(cases):
        before = perf_counter()
        answer = reader(case)
        seconds.append(perf_counter() - before)
        verdict = _verdict(case, answer)
        kinds = [case["kind"]]
        if case["kind"] != "none":
            kinds += ["all with a date"] + [f"fold {number * 5 // len(cases) + 1}"] * folds
        for kind in kinds:
            counts.setdefault(kind, Counter())[verdict] += 1
        if show and verdict != "right":
            print(f"    {verdict}: {case['text']!r} {case['now']} -> {answer}, not {case['accept']}")
    for kind, verdicts in sorted(counts.items(), key=lambda item: item[0].startswith("fold")):
        label = "false alarms" if kind == "none" else kind
        shares = {verdict: verdicts[verdict] / verdicts.total() for verdict in ("right", "wrong", "missed")}
        told = f"{verdicts['wrong']}" if kind == "none" else _shares(shares)
        print(f"{name:10} {label:16} {verdicts.total():4}: {told}")
    print(
        f"{name:10} time: median {1e6 * statistics.median(seconds):.0f} us, "
        f"p95 {1e6 * statistics.quantiles(seconds, n=20)[-1]:.0f} us, "
        f"p99 {1e6 * statistics.quantiles(seconds, n=100)[-1]:.0f} us"
    )
    return counts["all with a date"]


def _shares(shares: dict[str, float]) -> str:
    return ", ".join(f"{verdict} {share:.1%}" for verdict, share in shares.items())


def _verdict(case: Case, answer: Answer) -> str:
    if answer is None:
        return "right" if case["kind"] == "none" else "missed"
    return "right" if any(_accepted(case, answer, accepted) for accepted in case["accept"]) else "wrong"


def _accepted(case: Case, answer: datetime | date, accepted: Any) -> bool:
    if case["kind"] == "date":
        return str(answer)[:10] == accepted[:10]
    if not isinstance(answer, datetime):
        return False
    local = answer.astimezone(ZoneInfo(case["timezone"])).replace(second=0, microsecond=0)
    if case["kind"] == "daypart":
        first, last = map(datetime.fromisoformat, accepted)
        return bool(first <= local < last)
    return local == datetime.fromisoformat(accepted).replace(second=0)


if __name__ == "__main__":
    main()
