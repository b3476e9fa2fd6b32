// Numbers and times as people read them: units always, at most three significant digits.

/** "0.12", "4.5", "31.2", "1,240": at most three significant digits below a thousand, whole above. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en');
  if (size >= 9.995) return value.toFixed(1);
  return value.toFixed(size >= 0.995 ? 1 : 2);
}

export function milliseconds(ms: number): string {
  return ms >= 999.5 ? `${figure(ms / 1000)} s` : `${figure(ms)} ms`;
}

export function fps(value: number): string {
  return `${rate(value)} fps`;
}

/** A rate a second: one decimal, but two where that would leave one digit or none. */
export function rate(value: number): string {
  return value > 0 && value < 0.995 ? value.toFixed(2) : figure1(value);
}

/** One decimal below 100: rates do not deserve more. */
export function figure1(value: number): string {
  return value >= 99.95 ? Math.round(value).toString() : value.toFixed(1);
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value).toString()} %`;
}

/** "812", "12.4 k", "3.1 M". */
export function count(value: number): string {
  if (value >= 999_500) return `${figure(value / 1e6)} M`;
  if (value >= 9_995) return `${figure(value / 1000)} k`;
  return Math.round(value).toString();
}

export function rateOfBytes(bytesPerSecond: number): string {
  const kb = bytesPerSecond / 1000;
  return kb >= 999.5 ? `${figure(kb / 1000)} MB/s` : `${Math.round(kb)} KB/s`;
}

export function gigabytes(bytes: number): string {
  return figure1(bytes / 2 ** 30);
}

/** "8 s", "4 min", "2 h 10 min", "3 d 4 h". */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min`;
  const hours = Math.floor(min / 60);
  if (hours < 24) return min % 60 === 0 ? `${hours} h` : `${hours} h ${min % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A moment in the viewer's zone: "14:05", with the day when it is another one. Empty for no moment. */
export function moment(rfc3339: string, now: Date = new Date(), locale?: string): string {
  const at = new Date(rfc3339);
  if (rfc3339 === '' || Number.isNaN(at.getTime())) return '';
  const time = at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  const sameDay = at.toDateString() === now.toDateString();
  return sameDay ? time : `${at.toLocaleDateString(locale, { day: 'numeric', month: 'short' })} ${time}`;
}

/** "8.2 MB", "640 KB". */
export function bytes(count: number): string {
  if (count >= 999_500_000) return `${figure1(count / 1e9)} GB`;
  return count >= 999_500 ? `${figure1(count / 1e6)} MB` : `${Math.round(count / 1000)} KB`;
}

/** "rtsp://user:pw@door.local/stream" is "door.local/stream" on a card, "/media/street.mp4" "street.mp4". */
export function shortPlace(text: string): string {
  const address = /^[a-z]+:\/\/(?:[^@/]*@)?([^?#]+)/i.exec(text)?.[1];
  return (address ?? text.split('/').at(-1)) || text;
}
