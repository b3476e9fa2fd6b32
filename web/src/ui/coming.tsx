import { useApp } from '../state/store';
import { t } from '../texts';

/** In the place of what is being fetched. */
export function Coming() {
  const lost = useApp((state) => state.link === 'lost');
  return <p role="status" className="p-6 text-muted">{lost ? t.app.partLater : t.app.loading}</p>;
}
