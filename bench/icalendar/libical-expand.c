/* Expands a calendar by libical: reads a file, prints milliseconds for parsing and expanding and what was found. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct sum {
    long count;
    long long starts;
    const time_t *replaced;
    int replaced_count;
    time_t from, to;
};

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void take(icalcomponent *comp, struct icaltime_span *span, void *data) {
    struct sum *sum = data;
    (void)comp;
    if (span->start >= sum->to || span->end <= sum->from) return;
    for (int i = 0; i < sum->replaced_count; i++)
        if (sum->replaced[i] == span->start) return;
    sum->count++;
    sum->starts += span->start;
}

static time_t instant(struct icaltimetype t) { return icaltime_as_timet_with_zone(t, t.zone ? t.zone : icaltimezone_get_utc_timezone()); }

static void expand_all(icalcomponent *calendar, struct sum *sum, struct icaltimetype from, struct icaltimetype to) {
    for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;) {
        icalcomponent *next = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
        time_t replaced[8];
        sum->replaced = replaced;
        sum->replaced_count = 0;
        /* Overrides follow their master. */
        while (next && icalcomponent_get_first_property(next, ICAL_RECURRENCEID_PROPERTY)) {
            if (sum->replaced_count < 8) replaced[sum->replaced_count++] = instant(icalproperty_get_datetime_with_component(icalcomponent_get_first_property(next, ICAL_RECURRENCEID_PROPERTY), next));
            time_t start = instant(icalcomponent_get_dtstart(next));
            if (start >= sum->from && start < sum->to) {
                sum->count++;
                sum->starts += start;
            }
            next = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
        }
        icalcomponent_foreach_recurrence(event, from, to, take, sum);
        event = next;
    }
}

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    FILE *file = fopen(argv[1], "rb");
    if (!file) return 2;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, file) != (size_t)size) return 2;
    text[size] = 0;
    int rounds = atoi(argv[4]);
    double best_parse = 1e9, best_expand = 1e9;
    struct sum sum;
    for (int round = 0; round < rounds; round++) {
        double begun = now_ms();
        icalcomponent *calendar = icalparser_parse_string(text);
        double parsed = now_ms();
        memset(&sum, 0, sizeof sum);
        struct icaltimetype from = icaltime_from_string(argv[2]), to = icaltime_from_string(argv[3]);
        sum.from = instant(from);
        sum.to = instant(to);
        /* The first round warms what libical remembers of zones. */
        expand_all(calendar, &sum, from, to);
        double expanded = now_ms();
        if (parsed - begun < best_parse) best_parse = parsed - begun;
        if (expanded - parsed < best_expand) best_expand = expanded - parsed;
        memset(&sum, 0, sizeof sum);
        sum.from = instant(from);
        sum.to = instant(to);
        double again = now_ms();
        expand_all(calendar, &sum, from, to);
        double done = now_ms();
        if (done - again < best_expand) best_expand = done - again;
        icalcomponent_free(calendar);
    }
    printf("{\"parse\":%.3f,\"expand\":%.3f,\"count\":%ld,\"starts\":%lld}\n", best_parse, best_expand, sum.count, sum.starts);
    return 0;
}
