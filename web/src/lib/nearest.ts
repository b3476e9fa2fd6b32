// The word that somebody may have meant, found as the engine finds it (src/base/text.cpp).

/** Bounds the quadratic distance. */
const lettersMax = 128;

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Empty where none is near. */
export function nearest(word: string, candidates: readonly string[]): string {
  if (word === '' || word.length > lettersMax) return '';
  let [best, least] = ['', Math.max(2, Math.floor(word.length / 3)) + 1];
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least && distance < candidate.length) [best, least] = [candidate, distance];
  }
  return best;
}
