import { useRef, useState } from 'react';
import { asApiError } from '../api/problem';
import { uploadMedia } from '../api/sources';
import { t } from '../texts';
import { Fault } from './field';

export function UploadBox({ onDone }: { onDone: (path: string) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [fault, setFault] = useState('');
  const send = (file: File | undefined) => {
    if (file === undefined) return;
    setShare(0);
    setFault('');
    uploadMedia(file, setShare)
      .then(onDone, (error: unknown) => {
        const { status, message } = asApiError(error);
        setFault(status === 404 || status === 405 ? t.form.source.tooOld : message);
      })
      .finally(() => setShare(null));
  };
  return (
    <div
      className="flex flex-col items-center gap-2 rounded-md border border-dashed border-muted p-4 text-center text-s"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        send(event.dataTransfer.files[0]);
      }}
    >
      {share === null ? (
        <>
          <p className="text-muted">{t.form.source.drop}</p>
          <button type="button" className="button" onClick={() => picker.current?.click()}>{t.form.source.choose}</button>
        </>
      ) : (
        <>
          <p role="status">{t.form.source.uploading(Math.round(share * 100))}</p>
          <progress className="w-full" max={1} value={share} aria-label={t.form.source.upload} />
        </>
      )}
      <input ref={picker} type="file" accept="video/*,image/*" className="hidden" aria-label={t.form.source.choose} onClick={(event) => (event.currentTarget.value = '')} onChange={(event) => send(event.target.files?.[0])} />
      {fault !== '' && <Fault>{fault}</Fault>}
    </div>
  );
}
