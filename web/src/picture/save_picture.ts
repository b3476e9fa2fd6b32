import { saveFile } from '../lib/save_file';
import type { XrayPlayer } from '../live/xray_player';
import { say } from '../state/toasts';
import { t } from '../texts';

const two = (number: number): string => String(number).padStart(2, '0');

/** "door-view-2026-11-29-145730.jpg", in the viewer's zone. */
export function pictureName(workflow: string, view: string, at: Date): string {
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${workflow}-${view}-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.jpg`;
}

/** What is on the screen, which is not always the newest that the server has. */
export async function savePicture(player: XrayPlayer, workflow: string, view: string): Promise<void> {
  const shown = await player.shown();
  if (shown === null) say(t.view.waitingShort);
  else saveFile(pictureName(workflow, view, new Date(shown.paintedAtMs)), shown.picture);
}
