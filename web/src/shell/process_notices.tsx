import { Info, OctagonX, TriangleAlert } from 'lucide-react';
import type { Notice } from '../api/types';
import { useApp } from '../state/store';

const icons = { info: Info, warning: TriangleAlert, error: OctagonX };
const colours = { info: 'text-muted', warning: 'text-warning', error: 'text-error' };

/** What concerns the server as a whole, e.g. memory that grows on and on. */
export function ProcessNotices() {
  const notices = useApp((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <ul role="alert" className="flex flex-col gap-2 border-b border-line bg-surface px-4 py-2.5">
      {notices.map((notice) => <ProcessNotice key={notice.topic} notice={notice} />)}
    </ul>
  );
}

function ProcessNotice({ notice }: { notice: Notice }) {
  const Icon = icons[notice.severity];
  return (
    <li className="flex gap-2">
      <Icon size="1rem" className={`mt-0.5 shrink-0 ${colours[notice.severity]}`} aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">{notice.message}</span>
    </li>
  );
}
