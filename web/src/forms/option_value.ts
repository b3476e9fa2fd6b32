// Values of options as forms need them: what is shown, what is wrong, what a default looks like. No DOM in it.
import type { Option, PointsRule } from '../api/node_types';
import type { Json } from '../document/types';
import { equal } from '../lib/equal';
import { t } from '../texts';
import { faultOf, pointsOf, type Fault } from './points/shape';
import { writtenNumber } from './written_number';

/** "resolution_scale" → "Resolution scale"; the field's own short words keep their form. */
export function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return title.replace(/\b(fps|iou|jpeg|rtsp|url|hw|id)\b/gi, (word) => (word.toLowerCase() === 'iou' ? 'IoU' : word.toUpperCase()));
}

/** Percents are parts of a fraction, and themselves for a percent. */
export const numberOf = (option: Option, value: Json | undefined): number | null => writtenNumber(value, option.type === 'fraction' ? 1 : 100);

export function listOf(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  return typeof value === 'string' ? value.split(',').map((item) => item.trim()).filter((item) => item !== '') : [];
}

export function flagOf(value: Json | undefined): boolean {
  return value === true || (typeof value === 'string' && /^(true|yes|on)$/i.test(value));
}

/** What is wrong with a line or an area, in words. */
export function pointsFault(fault: Fault, { min, max }: PointsRule): string {
  const words = t.form.points.faults;
  switch (fault.kind) {
    case 'few': return words.few(min - fault.count);
    case 'many': return words.many(fault.count, max);
    case 'same': return words.same(fault.first, fault.second);
    case 'flat': return words.flat;
    case 'crossing': return words.crossing(fault.sides);
  }
}

function pointsComplaint(option: Option, rule: PointsRule, value: Json): string | null {
  const points = pointsOf(value);
  if (points === null) return t.form.points.notPoints;
  if (points.length === 0) return option.required ? t.form.empty : null;
  const fault = faultOf(points, rule);
  return fault === null ? null : pointsFault(fault, rule);
}

/** The value as a person reads it. */
export function shown(option: Option, value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return t.inspector.none;
  if (option.type === 'flag') return flagOf(value) ? t.form.on : t.form.off;
  if (option.points !== null && Array.isArray(value) && value.length > 0) return t.form.points.count(value.length);
  if (Array.isArray(value)) return value.length === 0 ? t.inspector.none : listOf(value).join(', ');
  if (isList(option)) return listOf(value).join(', ');
  const number = isNumeric(option) ? numberOf(option, value) : null;
  if (number !== null) return `${Number(number.toPrecision(6))}${option.unit === '' ? '' : ` ${option.unit}`}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether two values mean the same: the default where none is given, "40%" and 40. */
export function sameValue(option: Option, a: Json | undefined, b: Json | undefined): boolean {
  const [left, right] = [a, b].map((value) => value ?? option.fallback);
  return equal(left, right) || (option.points === null && shown(option, left) === shown(option, right));
}

export const isNumeric = (option: Option): boolean => ['integer', 'number', 'percent', 'fraction'].includes(option.type);

export const isList = (option: Option): boolean => option.type === 'text_list' || option.type === 'class_list';

export const isBounded = (option: Option): boolean => option.min !== null && option.max !== null && option.max > option.min;

/** A person slides over a span that a finger can hit, and types the rest. */
export function slides(option: Option): boolean {
  if (option.slider !== null) return option.slider && isNumeric(option) && isBounded(option);
  return isNumeric(option) && isBounded(option) && ((option.max ?? 0) - (option.min ?? 0)) / stepOf(option) <= 300;
}

export function stepOf(option: Option): number {
  if (option.step !== null && option.step > 0) return option.step;
  if (option.type === 'fraction') return 0.01;
  if (option.type === 'number' && isBounded(option) && (option.max ?? 0) - (option.min ?? 0) <= 20) return 0.1;
  return 1;
}

const withComma = /^\s*-?\d*,\d+\s*%?\s*$/;

/** What is wrong with a value, said before the server is asked; null when nothing is. */
export function complaint(option: Option, value: Json | undefined): string | null {
  if (value === undefined || value === null) return option.required ? t.form.empty : null;
  if (option.points !== null) return pointsComplaint(option, option.points, value);
  if (isNumeric(option)) {
    const number = numberOf(option, value);
    if (number === null) return typeof value === 'string' && withComma.test(value) ? t.form.pointNotComma(value.trim().replace(',', '.')) : t.form.notNumber;
    if (option.type === 'integer' && !Number.isInteger(number)) return t.form.notWhole;
    const outside = isBounded(option) && (number < (option.min ?? 0) || number > (option.max ?? 0));
    return outside ? t.form.outOfRange(shown(option, option.min), shown(option, option.max)) : null;
  }
  return option.required && typeof value === 'string' && value.trim() === '' ? t.form.empty : null;
}

/** The option that tells a node from its kin: what must be given, or what was given, or the first. */
export function headline(options: readonly Option[], values: Readonly<Record<string, Json>>): { option: Option; value: Json | undefined } | null {
  const option =
    options.find((each) => each.required) ??
    options.find((each) => !each.advanced && values[each.name] !== undefined) ??
    options.find((each) => !each.advanced);
  return option === undefined ? null : { option, value: values[option.name] ?? option.fallback ?? undefined };
}
