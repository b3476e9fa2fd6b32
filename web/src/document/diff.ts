// Two texts line by line: the longest common part stays, the rest is taken out or put in.
export interface DiffLine {
  kind: 'same' | 'out' | 'in';
  text: string;
}

const cellsMax = 4_000_000;

export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.replace(/\n$/, '').split('\n');
  const b = after.replace(/\n$/, '').split('\n');
  if (a.length * b.length > cellsMax) return [...a.map((text) => ({ kind: 'out' as const, text })), ...b.map((text) => ({ kind: 'in' as const, text }))];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'out', text: a[i] ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'in', text: b[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}
