import { useState } from 'react';
import { renameWorkflow } from '../state/workflow_actions';
import { t } from '../texts';
import { Dialog } from '../ui/dialog';

export function RenameDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const [value, setValue] = useState(name);
  return (
    <Dialog title={t.home.renameTitle} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void renameWorkflow(id, value.trim());
          onClose();
        }}
      >
        <label className="flex flex-col gap-1.5">
          {t.home.name}
          <input className="input" value={value} maxLength={200} autoFocus onFocus={(event) => event.target.select()} onChange={(event) => setValue(event.target.value)} />
        </label>
        <div className="flex justify-end gap-2">
          <button type="button" className="button" onClick={onClose}>{t.app.cancel}</button>
          <button type="submit" className="button button-primary" disabled={value.trim() === ''}>{t.home.save}</button>
        </div>
      </form>
    </Dialog>
  );
}
