import { writeRoute } from '../router/route';
import { t } from '../texts';

/** From a word on a model that is not there to where it can be had. */
export function ModelsLink() {
  return <a className="whitespace-nowrap font-medium text-accent underline underline-offset-2" href={writeRoute({ page: 'models' })}>{t.models.goThere}</a>;
}
