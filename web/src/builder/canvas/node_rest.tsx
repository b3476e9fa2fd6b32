import { restOf } from '../../state/selectors';
import { useApp } from '../../state/store';
import { useBuilder } from '../context';

/** Why a node is at rest, in a word beside its mark; CSS shows it while the node is. */
export function NodeRest({ node }: { node: string }) {
  const { id } = useBuilder();
  return <span className="node-rest">{useApp((state) => restOf(state, id, node))}</span>;
}
