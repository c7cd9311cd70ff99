"""Expands recurrence rules by python-dateutil: one JSON question a line on stdin, one JSON answer a line on stdout.

A question has the rule, the start and the end of the window as wall time in milliseconds, the zone and the most
instances wanted. The answer is a list of [wall time, instant] in milliseconds, or the name of what went wrong.
"""

import datetime
import json
import signal
import sys
import zoneinfo

from dateutil.rrule import rrulestr

EPOCH = datetime.datetime(1970, 1, 1)
EPOCH_UTC = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MILLISECOND = datetime.timedelta(milliseconds=1)


# dateutil walks second by second to the year 9999 when nothing matches.
PATIENCE = 0.04


class Slow(Exception):
    pass


def give_up(_signal, _frame):
    raise Slow


signal.signal(signal.SIGVTALRM, give_up)


def wall(ms):
    return EPOCH + datetime.timedelta(milliseconds=ms)


def answer(question):
    start, to, most = wall(question["start"]), wall(question["to"]), question["most"]
    zone = zoneinfo.ZoneInfo(question["zone"])
    found = []
    try:
        rule = rrulestr("RRULE:" + question["rule"], dtstart=start)
    except ValueError as error:
        # dateutil refuses rules of which it sees at once that they never match.
        return [] if "empty set" in str(error) else "ValueError"
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        for local in rule:
            if local >= to or len(found) >= most:
                break
            # fold=0 is RFC 5545 §3.3.5: the offset before a gap, the first of two.
            instant = local.replace(tzinfo=zone)
            found.append([(local - EPOCH) // MILLISECOND, (instant - EPOCH_UTC) // MILLISECOND])
    except (IndexError, Slow) as error:
        return type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return found


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=False)
