// While an edge is drawn: what does not fit is dimmed. Done on the page itself, so that no node is rendered for it.
import type { Refusal, TypeTable } from '../../document/ports';
import { judge } from '../../document/ports';
import type { DocEdge } from '../../document/types';
import { t } from '../../texts';
import { currentDoc } from '../editor';

export interface HeldPort {
  node: string;
  port: string;
  side: 'output' | 'input';
}

export function edgeBetween(held: HeldPort, node: string, port: string): DocEdge {
  return held.side === 'output'
    ? { from: held.node, fromPort: held.port, to: node, toPort: port }
    : { from: node, fromPort: port, to: held.node, toPort: held.port };
}

export function dim(canvas: HTMLElement, types: TypeTable, held: HeldPort): void {
  canvas.classList.add('connecting');
  for (const card of canvas.querySelectorAll<HTMLElement>('.react-flow__node-work')) {
    let fits = card.dataset.id === held.node;
    for (const handle of card.querySelectorAll<HTMLElement>('.react-flow__handle')) {
      const wanted = handle.classList.contains(held.side === 'output' ? 'target' : 'source');
      const good = wanted && judge(currentDoc(), types, edgeBetween(held, card.dataset.id ?? '', handle.dataset.handleid ?? '')).ok;
      handle.classList.toggle('port-unfit', !good && card.dataset.id !== held.node);
      handle.classList.toggle('port-fit', good);
      fits ||= good;
    }
    card.classList.toggle('node-unfit', !fits);
  }
}

export function undim(canvas: HTMLElement): void {
  canvas.classList.remove('connecting');
  for (const each of canvas.querySelectorAll('.port-unfit, .port-fit, .node-unfit')) each.classList.remove('port-unfit', 'port-fit', 'node-unfit');
}

export function refusalText(why: Refusal): string {
  return why.kind === 'type' ? t.builder.refusals.type(why) : t.builder.refusals[why.kind];
}
