// Which widget an option has: by the type of its value alone. A node type that nobody here knows gets its form all the same.
import type { ComponentType } from 'react';
import type { Option } from '../api/node_types';
import type { WidgetProps } from './field';
import { ChoiceWidget } from './choice_widget';
import { FlagWidget } from './flag_widget';
import { JsonWidget } from './json_widget';
import { ListWidget } from './list_widget';
import { ModelWidget } from './model_widget';
import { NumberWidget } from './number_widget';
import { PointsWidget } from './points/points_widget';
import { SourceWidget } from './source_widget';
import { TextWidget } from './text_widget';

const widgets: Record<string, ComponentType<WidgetProps>> = {
  text: TextWidget,
  file_path: TextWidget,
  integer: NumberWidget,
  number: NumberWidget,
  percent: NumberWidget,
  fraction: NumberWidget,
  flag: FlagWidget,
  choice: ChoiceWidget,
  text_list: ListWidget,
  class_list: ListWidget,
  source: SourceWidget,
  model: ModelWidget,
  points: PointsWidget,
};

export function widgetFor(option: Option): ComponentType<WidgetProps> {
  return widgets[option.type] ?? JsonWidget;
}
