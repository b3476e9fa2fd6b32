import { useQuery } from '@tanstack/react-query';
import { listWebcams } from '../api/sources';
import { t } from '../texts';

export function WebcamList({ onPick }: { onPick: (device: string) => void }) {
  const { data = [], isPending } = useQuery({ queryKey: ['webcams'], queryFn: listWebcams, retry: false, staleTime: 0 });
  if (isPending) return <div className="skeleton h-9" aria-hidden />;
  if (data.length === 0) return <p className="text-s text-muted">{t.form.source.none}</p>;
  return (
    <ul className="flex flex-col gap-1">
      {data.map(({ device, name }) => (
        <li key={device}><button type="button" className="button w-full justify-start" onClick={() => onPick(device)}>{name === '' ? device : `${name} (${device})`}</button></li>
      ))}
    </ul>
  );
}
