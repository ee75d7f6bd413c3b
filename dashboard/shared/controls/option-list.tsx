import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Option } from './choice.tsx';

interface OptionListProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option<string>[];
  readonly onChoose: (id: string) => void;
}

/** The options of a choice, with the chosen one in focus. */
const OptionList = ({ label, value, options, onChoose }: OptionListProps) => (
  <ListBox
    aria-label={label}
    autoFocus
    selectionMode="single"
    disallowEmptySelection
    defaultSelectedKeys={[value]}
    items={options}
  >
    {(option) => (
      <ListBoxItem
        id={option.id}
        className="option"
        textValue={option.text}
        onPress={() => onChoose(option.id)}
      >
        {option.text}
      </ListBoxItem>
    )}
  </ListBox>
);

export default OptionList;
