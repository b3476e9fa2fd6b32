import { useEffect } from 'react';
import { whenServerIsBack } from '../state/store';
import { t } from '../texts';
import { useEditor } from './editor';
import { load } from './storage';

export function LoadProblem({ id }: { id: string }) {
  const gone = useEditor((editor) => editor.stage === 'gone');
  const message = useEditor((editor) => editor.message);
  useEffect(() => whenServerIsBack(() => void load(id)), [id]);
  return (
    <section className="m-auto flex max-w-prose flex-col items-center gap-3 p-6 text-center">
      <h1 className="text-l font-semibold">{gone ? t.builder.gone : t.builder.loadFailed}</h1>
      <p className="text-muted">{gone ? t.builder.goneHelp : message}</p>
      <div className="flex gap-2">
        <a className="button" href="#/">{t.app.toHome}</a>
        <button type="button" className="button" onClick={() => void load(id)}>{t.app.retry}</button>
      </div>
    </section>
  );
}
