import { Background, BackgroundVariant, MiniMap, ReactFlow, SelectionMode, useReactFlow, type Connection, type FinalConnectionState } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useRef, useState, type DragEvent, type MouseEvent } from 'react';
import { useMay } from '../../auth/session';
import { connect } from '../../document/edits';
import { placeBeside } from '../../document/free_place';
import { judge, portsOf } from '../../document/ports';
import type { DocEdge, Point } from '../../document/types';
import { usePreferences } from '../../state/preferences';
import { say } from '../../state/toasts';
import { t } from '../../texts';
import { useBuilder } from '../context';
import { currentDoc, edit, select, useEditor } from '../editor';
import { CanvasEmpty } from './canvas_empty';
import { CanvasTools } from './canvas_tools';
import { dim, edgeBetween, refusalText, undim, type HeldPort } from './connecting';
import { FlowEdge } from './flow_edge';
import type { FlowItem, FlowLink } from './flow_items';
import { FlowLayer } from './flow_layer';
import { CommentNode, GroupNode } from './note_nodes';
import { putNode } from './put_node';
import { QuickAdd, type QuickAddAt } from './quick_add';
import { useCanvasKeys } from './use_canvas_keys';
import { useDetail } from './use_detail';
import { useFit } from './use_fit';
import { useFlow } from './use_flow';
import { WorkNode } from './work_node';

const nodeTypes = { work: WorkNode, comment: CommentNode, group: GroupNode };
const edgeTypes = { flow: FlowEdge };
const grid: [number, number] = [16, 16];
/** As many nodes as a workflow may have are seen at once. */
const zoomMin = 0.02;
export const nodeMime = 'application/x-overwatch-node';

function edgeOf(connection: Pick<Connection, 'source' | 'target' | 'sourceHandle' | 'targetHandle'>): DocEdge {
  return { from: connection.source, fromPort: connection.sourceHandle ?? '', to: connection.target, toPort: connection.targetHandle ?? '' };
}

export function Canvas() {
  const { types } = useBuilder();
  const { snap, minimap, flow: dots } = usePreferences();
  const box = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<FlowItem, FlowLink>();
  const { items, links, onNodesChange, onEdgesChange, onNodeDrag } = useFlow();
  const may = useMay('editor');
  const [quickAdd, setQuickAdd] = useState<QuickAddAt | null>(null);
  const empty = useEditor((editor) => editor.stage === 'ready' && editor.history.doc.nodes.length === 0);

  /** Of the list for the keys and the tool the screen says nothing of where the node is wanted. */
  const openAt = useCallback((x: number, y: number, held: QuickAddAt['held'], place: (here: Point) => Point = (here) => here) => {
    if (!may) return;
    const frame = box.current?.getBoundingClientRect();
    setQuickAdd({ screen: { x: x - (frame?.left ?? 0), y: y - (frame?.top ?? 0) }, flow: place(flow.screenToFlowPosition({ x, y })), held });
  }, [flow, may]);
  const middle = useCallback((): Point => {
    const frame = box.current?.getBoundingClientRect();
    return { x: (frame?.left ?? 0) + (frame?.width ?? 0) / 2, y: (frame?.top ?? 0) + (frame?.height ?? 0) / 2 };
  }, []);
  const centre = useCallback((): Point => flow.screenToFlowPosition(middle()), [flow, middle]);
  const openInMiddle = useCallback(() => openAt(middle().x - 140, middle().y - 120, null, (here) => placeBeside(currentDoc(), useEditor.getState().selection, here)), [openAt, middle]);
  const { fit, begin } = useFit(box);
  useCanvasKeys(centre, openInMiddle, fit);
  useDetail(box);

  const isValid = useCallback((connection: Connection | FlowLink) => judge(currentDoc(), types, edgeOf({ ...connection, sourceHandle: connection.sourceHandle ?? null, targetHandle: connection.targetHandle ?? null })).ok, [types]);
  const onConnect = useCallback((connection: Connection) => {
    const edge = edgeOf(connection);
    const verdict = judge(currentDoc(), types, edge);
    if (verdict.ok) edit(t.labels.connect, (doc) => connect(doc, edge, verdict.replaced));
  }, [types]);
  const onConnectEnd = useCallback((event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState) => {
    if (box.current !== null) undim(box.current);
    if (state.isValid === true || state.fromHandle === null) return;
    const held: HeldPort = { node: state.fromHandle.nodeId, port: state.fromHandle.id ?? '', side: state.fromHandle.type === 'source' ? 'output' : 'input' };
    const over = state.toHandle;
    if (over !== null) {
      const verdict = judge(currentDoc(), types, edgeBetween(held, over.nodeId, over.id ?? ''));
      if (!verdict.ok) say(refusalText(verdict.why), { tone: 'error' });
      return;
    }
    const end = 'changedTouches' in event ? event.changedTouches[0] : event;
    // A touch's target is where the finger began.
    if (end === undefined || document.elementFromPoint(end.clientX, end.clientY)?.closest('.react-flow__node') != null) return;
    const ports = portsOf(currentDoc(), types, edgeBetween(held, held.node, ''));
    const type = held.side === 'output' ? ports.output?.type : ports.input?.type;
    openAt(end.clientX, end.clientY, { ...held, type: type ?? '' });
  }, [types, openAt]);
  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(nodeMime);
    if (type === '') return;
    event.preventDefault();
    putNode(type, flow.screenToFlowPosition({ x: event.clientX - 120, y: event.clientY - 24 }));
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.classList.contains('react-flow__pane')) openAt(event.clientX, event.clientY, null);
  };
  return (
    <div ref={box} className="canvas relative h-full w-full" onDoubleClick={onDoubleClick} onDrop={onDrop} onDragOver={(event) => event.preventDefault()}>
      <ReactFlow<FlowItem, FlowLink>
        nodes={items} edges={links} nodeTypes={nodeTypes} edgeTypes={edgeTypes} onNodesChange={onNodesChange} onEdgesChange={onEdgesChange} onNodeDrag={onNodeDrag}
        isValidConnection={isValid} onConnect={onConnect} onConnectEnd={onConnectEnd} connectionRadius={28}
        onConnectStart={(_, { nodeId, handleId, handleType }) => box.current !== null && nodeId !== null && dim(box.current, types, { node: nodeId, port: handleId ?? '', side: handleType === 'source' ? 'output' : 'input' })}
        nodesDraggable={may} nodesConnectable={may} snapToGrid={snap} snapGrid={grid} minZoom={zoomMin} maxZoom={2} zoomOnDoubleClick={false} deleteKeyCode={null} selectionKeyCode="Shift" multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
        selectionMode={SelectionMode.Partial} onInit={() => setTimeout(begin, 60)} proOptions={{ hideAttribution: true }} onPaneClick={() => select([])}
        elevateNodesOnSelect={false} aria-label={t.builder.canvas}
      >
        <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} />
        {minimap && items.length > 4 && <MiniMap pannable zoomable ariaLabel={t.builder.minimap} className="minimap" nodeClassName="minimap-node" />}
      </ReactFlow>
      {dots && <FlowLayer />}
      {empty && may && quickAdd === null && <CanvasEmpty onQuickAdd={openInMiddle} />}
      <CanvasTools centre={centre} onQuickAdd={openInMiddle} onFit={fit} />
      {quickAdd !== null && <QuickAdd key={`${quickAdd.screen.x},${quickAdd.screen.y}`} at={quickAdd} onClose={() => setQuickAdd(null)} />}
    </div>
  );
}
