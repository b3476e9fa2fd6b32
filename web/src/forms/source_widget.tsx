import { Camera, FileVideo, Network, TestTube2, Upload, type LucideIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../texts';
import { useKeys } from '../ui/use_keys';
import type { WidgetProps } from './field';
import { MediaBrowser } from './media_browser';
import { SourceTest } from './source_test';
import { UploadBox } from './upload_box';
import { WebcamList } from './webcam_list';

type Way = 'media' | 'upload' | 'network' | 'webcam' | 'test';

const ways: { way: Way; label: string; icon: LucideIcon }[] = [
  { way: 'media', label: t.form.source.media, icon: FileVideo },
  { way: 'upload', label: t.form.source.upload, icon: Upload },
  { way: 'network', label: t.form.source.network, icon: Network },
  { way: 'webcam', label: t.form.source.webcam, icon: Camera },
  { way: 'test', label: t.form.source.test, icon: TestTube2 },
];

/** The address itself, and ways to come by one. */
export function SourceWidget({ id, option, value, onChange, invalid, fault, describedBy }: WidgetProps) {
  const source = typeof value === 'string' ? value : '';
  const [way, setWay] = useState<Way | null>(null);
  const take = (address: string) => {
    onChange(address);
    setWay(null);
  };
  // The next one may have the same name, and other pictures.
  const [uploaded, setUploaded] = useState({ source: '', count: 0 });
  const takeUpload = (address: string) => {
    setUploaded(({ count }) => ({ source: address, count: count + 1 }));
    take(address);
  };
  const buttons = useRef<HTMLDivElement>(null);
  // What is open is closed, not the form around it.
  const close = () => {
    buttons.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
    setWay(null);
  };
  useKeys({ Escape: close }, { first: true, enabled: way !== null && way !== 'network' });
  const toggle = (next: Way) => {
    if (next === 'test') {
      take('test://pattern');
      return;
    }
    if (next === 'network' && !/^[a-z]+:\/\//.test(source)) onChange('rtsp://');
    setWay(way === next ? null : next);
  };
  return (
    <div className="flex flex-col gap-2">
      <input id={id} className="input" value={source} placeholder={option.placeholder || t.form.source.chooseSource} aria-invalid={invalid} aria-describedby={describedBy} spellCheck={false} autoComplete="off"
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)} />
      <div ref={buttons} className="flex flex-wrap gap-1">
        {ways.map(({ way: each, label, icon: Icon }) => (
          <button key={each} type="button" className="button px-2 text-s" aria-pressed={way === each} onClick={() => toggle(each)}><Icon size="0.875rem" aria-hidden />{label}</button>
        ))}
      </div>
      {way === 'media' && <MediaBrowser onPick={take} />}
      {way === 'upload' && <UploadBox onDone={takeUpload} />}
      {way === 'webcam' && <WebcamList onPick={take} />}
      {way === 'network' && <p className="text-s text-muted">{t.form.source.placeholder}</p>}
      {source !== '' && <SourceTest key={`${uploaded.count} ${source}`} source={source} fault={fault} atOnce={source === uploaded.source} />}
    </div>
  );
}
