import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { decodeOption, type NodeType, type Option } from '../../api/node_types';
import { setOption } from '../../document/edits';
import type { Located } from '../../document/places';
import { nodesUpTo } from '../../document/upstream';
import type { Doc, DocNode, Json } from '../../document/types';
import { Field, type FieldContext } from '../../forms/field';
import { shown } from '../../forms/option_value';
import { useClasses } from '../../state/queries';
import { cameLater, isActive, runStateOf } from '../../state/selectors';
import { useApp } from '../../state/store';
import { t } from '../../texts';
import { useBuilder } from '../context';
import { docOf, edit, isChecked, useEditor } from '../editor';
import { useRunProblems } from '../run_problems';
import { usePictureOrigin } from './picture_origin';
import { RunsWith } from './runs_with';

/** Kept for other programs, not an option. */
const notOptions: ReadonlySet<string> = new Set(['ui']);

/** The form of a node, from its descriptor alone. */
export function NodeForm({ node, type }: { node: DocNode; type: NodeType | undefined }) {
  const context = useFieldContext(node);
  const options = type?.options ?? [];
  const advanced = options.filter((option) => option.advanced);
  const unknown = type === undefined ? [] : Object.entries(node.options).filter(([name]) => !notOptions.has(name) && !options.some((option) => option.name === name));
  return (
    <>
      <Fields node={node} options={options.filter((option) => !option.advanced)} context={context} />
      {unknown.map(([name, value]) => <UnknownOption key={name} node={node} name={name} value={value} />)}
      {advanced.length > 0 && <Advanced node={node} options={advanced} context={context} />}
    </>
  );
}

function Fields({ node, options, context }: { node: DocNode; options: Option[]; context: FieldContext }) {
  const groups = [...new Set(options.map((option) => option.group))];
  return groups.map((group) => (
    <div key={group} role={group === '' ? undefined : 'group'} aria-label={group === '' ? undefined : group} className="flex flex-col gap-4">
      {group !== '' && groups.length > 1 && <h3 className="text-s font-medium text-muted">{group}</h3>}
      {options.filter((option) => option.group === group).map((option) => <OptionField key={option.name} node={node} option={option} context={context} />)}
    </div>
  ));
}

function OptionField({ node, option, context }: { node: DocNode; option: Option; context: FieldContext }) {
  const here = (each: Located) => each.node === node.id && each.option === option.name;
  const wrong = useEditor((editor) => (isChecked(editor, node.id, option.name) ? editor.problems.find(here)?.message : undefined));
  const running = useRunProblems().find(here)?.message;
  const problem = wrong ?? running ?? null;
  const change = (value: Json | undefined) => edit(t.labels.option, (doc) => setOption(doc, node.id, option.name, value), { mergeKey: `${node.id} ${option.name}` });
  return <Field option={option} value={node.options[option.name]} onChange={change} problem={problem} note={<RunsWith node={node} option={option} />} context={context} />;
}

function Advanced({ node, options, context }: { node: DocNode; options: Option[]; context: FieldContext }) {
  const wrong = useEditor((editor) => editor.problems.some((problem) => problem.node === node.id && options.some((option) => option.name === problem.option)));
  const [open, setOpen] = useState(false);
  const shownOpen = open || wrong;
  return (
    <section>
      <button type="button" aria-expanded={shownOpen} onClick={() => setOpen(!shownOpen)} className="button button-quiet -ml-2 px-2 text-muted">
        <ChevronRight size="1rem" aria-hidden className={`transition-transform ${shownOpen ? 'rotate-90' : ''}`} />{t.inspector.advanced(options.length)}
      </button>
      {shownOpen && <div className="mt-3 flex flex-col gap-4"><Fields node={node} options={options} context={context} /></div>}
    </section>
  );
}

/** Written by another version: it can be seen and taken out. */
function UnknownOption({ node, name, value }: { node: DocNode; name: string; value: Json }) {
  const option = decodeOption({ name });
  return (
    <div className="rounded-md border border-error/50 p-3 text-s">
      <p className="font-medium">{name}: {shown(option, value)}</p>
      <p className="text-error">{t.inspector.unknownOption}</p>
      <button type="button" className="button mt-2 text-s" onClick={() => edit(t.labels.option, (doc) => setOption(doc, node.id, name, undefined))}>{t.inspector.remove}</button>
    </div>
  );
}

/** The model whose classes a node sees: its own, or the nearest before it. */
function modelFor(doc: Doc, id: string): string {
  const model = nodesUpTo(doc, id).map((node) => node.options.model).find((each) => typeof each === 'string');
  return typeof model === 'string' ? model : '';
}

function useFieldContext(node: DocNode): FieldContext {
  const { id } = useBuilder();
  const name = useEditor((editor) => modelFor(docOf(editor), node.id));
  const running = useApp((state) => isActive(runStateOf(state, id)));
  const waits = useApp((state) => cameLater(state, id, node.id));
  return { running, waits, classes: useClasses(name), picture: usePictureOrigin(node) };
}
