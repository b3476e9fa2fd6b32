import { t } from '../texts';
import { Dialog } from '../ui/dialog';

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t.keys.title} shape="wide" onClose={onClose}>
      {/* Takes the focus, so that arrow keys move the list where it does not fit. */}
      <div tabIndex={0} role="group" aria-label={t.keys.title} className="gap-x-10 sm:columns-2">
        {t.keys.groups.map(([title, keys]) => (
          <section key={title} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 font-semibold">{title}</h3>
            <dl>
              {keys.map(([key, action]) => (
                <div key={key} className="flex min-h-8 items-center justify-between gap-4 border-t border-line text-s">
                  <dt className="text-muted">{action}</dt>
                  <dd><kbd className="whitespace-nowrap rounded border border-line bg-page px-1.5 py-0.5 font-sans">{key}</kbd></dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
