"""Works with a CalDAV server by python-caldav; prints what it saw as JSON. Arguments: url user password."""

import json
import sys
from datetime import datetime, timezone

import caldav

url, user, password = sys.argv[1:]
client = caldav.DAVClient(url=url, username=user, password=password)
principal = client.principal()
calendar = principal.make_calendar(name="Dari Python", cal_id="from-python")

WEEKLY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//python//EN
BEGIN:VEVENT
UID:weekly
DTSTAMP:20260101T000000Z
DTSTART:20260105T020000Z
DTEND:20260105T030000Z
RRULE:FREQ=WEEKLY;COUNT=10
SUMMARY:Rapat mingguan
END:VEVENT
END:VCALENDAR
"""

TODO = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//python//EN
BEGIN:VTODO
UID:paper
DTSTAMP:20260101T000000Z
SUMMARY:Beli kertas
END:VTODO
END:VCALENDAR
"""


def at(day):
    return datetime(2026, 1, day, tzinfo=timezone.utc)


def starts(events):
    return sorted(
        component.dtstart.value.strftime("%Y%m%dT%H%M")
        for event in events
        for component in event.vobject_instance.vevent_list
    )


calendar.save_event(WEEKLY)
calendar.save_todo(TODO)
synced = calendar.objects_by_sync_token()
token = synced.sync_token
event = calendar.event_by_uid("weekly")
event.vobject_instance.vevent.summary.value = "Rapat dipindah"
event.save()
changed = calendar.objects_by_sync_token(sync_token=token, load_objects=True)
seen = {
    "name": calendar.get_display_name(),
    "calendars": [str(each.name) for each in principal.calendars()],
    "components": calendar.get_supported_components(),
    "expanded": starts(calendar.date_search(at(12), at(27), expand=True)),
    "unexpanded": starts(calendar.date_search(at(12), at(27), expand=False)),
    "outside": len(calendar.date_search(at(1), at(4), expand=False)),
    "todos": [todo.vobject_instance.vtodo.summary.value for todo in calendar.todos()],
    "synced": len(list(synced)),
    "changed": [each.vobject_instance.vevent.summary.value for each in changed],
    "busy": calendar.freebusy_request(at(12), at(13)).vobject_instance.vfreebusy.freebusy.value[0][0].strftime("%Y%m%dT%H%M"),
}
event.delete()
seen["left"] = len(calendar.events())
calendar.delete()
print(json.dumps(seen))
