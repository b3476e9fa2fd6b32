// What would help against a bottleneck, and why frames are dropped.
import { t } from '../texts';

export function hintFor(operation: string): string {
  return t.hints[operation] ?? t.otherHint;
}

export function dropReason(reason: string): string {
  return t.drops[reason] ?? reason.replaceAll('_', ' ');
}
