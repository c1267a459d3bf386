// The meetings that the phone carries (`/app/area.json`), and what is asked of them. Nothing leaves
// the phone: a position is used here and forgotten. Instants are milliseconds since 1970.

import { MINUTE, nextStarts, startedAt, starts } from "./meeting-times.js";

export const FORMAT = 1;
const HOUR = 60 * MINUTE;
/** How long before and after a meeting someone logs it, most likely. A design of ours. */
const BEFORE_LOGGING = HOUR;
const AFTER_LOGGING = 3 * HOUR;
/** What ends sooner is over before one is there. A design of ours. */
const LEAST_LEFT = 15 * MINUTE;
const EARTH_KM = 6_371;
const FURTHEST = 1e6;

/** The document's meetings, one object each. Throws where the document is of another format. */
export function unpack(carried) {
  if (carried.format !== FORMAT) throw new RangeError(`A directory of format ${carried.format}.`);
  const { meetings: all, places, types, fellowships } = carried;
  const named = types.map(([, code, name]) => ({ code, name }));
  const sets = carried.type_sets.map((set) => set.map((one) => named[one]));
  return all.code.map((code, row) => {
    const place = places[all.place[row]] ?? ["", "", null, null];
    const [venue, address, latitude, longitude] = place;
    return {
      code,
      name: all.name[row],
      fellowship: fellowships[all.fellowship[row]],
      types: sets[all.types[row]],
      languages: all.languages[row].split(" ").filter(Boolean),
      start: all.starts[row],
      minutes: all.minutes[row],
      weeks: all.weeks[row],
      zone: carried.zones[all.zone[row]],
      attendance: all.attendance[row],
      venue,
      address,
      point: latitude === null ? null : [latitude, longitude],
      url: all.url[row],
      joining: all.joining[row],
      phone: all.phone[row],
    };
  });
}

/** Whatever goes on at `at` or begins within `within`: [{meeting, startsAt, endsAt, isGoingOn, km}],
 * those going on first, the latest begun before the others; then the soonest, the nearest of a time.
 *
 * point: [latitude, longitude] or null. km: how far to go at most; online meetings are never too far.
 */
export function nowOrNext(
  meetings,
  at,
  { point = null, km = Infinity, within = 24 * HOUR, fellowships = [], limit = 10 } = {},
) {
  const found = [];
  for (const each of placed(ofFellowships(meetings, fellowships), point)) {
    if (each.km > km) continue;
    const begun = startedAt(each.meeting, at);
    const isGoingOn = begun !== null && endOf(each.meeting, begun) - at >= LEAST_LEFT;
    const [startsAt = Infinity] = isGoingOn ? [begun] : nextStarts(each.meeting, at);
    if (startsAt < at + within) found.push({ ...occurrence(each, startsAt), isGoingOn });
  }
  const turn = (one) => (one.isGoingOn ? -one.startsAt : one.startsAt);
  found.sort(
    (a, b) =>
      b.isGoingOn - a.isGoingOn || turn(a) - turn(b) || byDistance(a, b) || byCode(a, b),
  );
  return found.slice(0, limit);
}

/** What someone is most likely to log at `at`: [{meeting, startsAt, endsAt, isPlanned, km}], planned
 * meetings first, then the nearest, then by how close their start is.
 *
 * planned: codes. km: where a position is known, how far a place may be that nobody planned.
 */
export function nearAndNow(meetings, at, { point = null, km = 2, planned = [], limit = 5 } = {}) {
  const wanted = new Set(planned);
  const found = [];
  for (const each of placed(meetings, point)) {
    const isPlanned = wanted.has(each.meeting.code);
    if (each.km > km && !isPlanned) continue;
    const length = each.meeting.minutes * MINUTE;
    const [startsAt] = starts(each.meeting, at - length - AFTER_LOGGING, at + BEFORE_LOGGING);
    if (startsAt !== undefined) found.push({ ...occurrence(each, startsAt), isPlanned });
  }
  const late = (one) => Math.abs(one.startsAt - at);
  found.sort(
    (a, b) =>
      b.isPlanned - a.isPlanned || byDistance(a, b) || late(a) - late(b) || byCode(a, b),
  );
  return found.slice(0, limit);
}

/** Meetings in which every word is found, at the beginning of one of theirs. Accents do not count. */
export function withWords(meetings, text) {
  const wanted = wordsOf(text);
  return meetings.filter((one) => {
    const said = [one.name, one.venue, one.address, one.fellowship];
    const own = wordsOf([...said, ...one.types.map((type) => type.name)].join(" "));
    return wanted.every((word) => own.some((each) => each.startsWith(word)));
  });
}

/** fellowships: slugs, none for all. */
export function ofFellowships(meetings, fellowships) {
  return fellowships.length ? meetings.filter((one) => fellowships.includes(one.fellowship)) : meetings;
}

export function distanceKm([latitude, longitude], [otherLatitude, otherLongitude]) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const up = Math.sin(radians(otherLatitude - latitude) / 2) ** 2;
  const across = Math.sin(radians(otherLongitude - longitude) / 2) ** 2;
  const share = up + Math.cos(radians(latitude)) * Math.cos(radians(otherLatitude)) * across;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(share));
}

/** Each with its distance, null where there is none: no position, online, or nobody knows. */
function placed(meetings, point) {
  return meetings.map((meeting) => {
    const isThere = point !== null && meeting.point !== null && meeting.attendance !== "online";
    return { meeting, km: isThere ? distanceKm(point, meeting.point) : null };
  });
}

const endOf = (meeting, start) => start + meeting.minutes * MINUTE;

function occurrence({ meeting, km }, startsAt) {
  return { meeting, startsAt, endsAt: endOf(meeting, startsAt), km };
}

const byDistance = (a, b) => (a.km ?? FURTHEST) - (b.km ?? FURTHEST);
const byCode = (a, b) => (a.meeting.code < b.meeting.code ? -1 : 1);

function wordsOf(text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, "").toLowerCase();
  return bare.match(/[\p{L}\p{N}]+/gu) ?? [];
}
