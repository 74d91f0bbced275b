import { useEffect, useRef, useState, type ReactNode } from 'react';
import { TextField } from './controls.tsx';

const PAUSE_MS = 120;

/**
 * A field that searches while one types, after a short pause and never while a character is being composed. `/` from
 * anywhere on the page leads to it (data-list-search).
 */
export function SearchField(props: {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}): ReactNode {
  const [text, setText] = useState(props.value);
  const [composing, setComposing] = useState(false);
  const sent = useRef(props.value);
  const { value, onSearch } = props;
  useEffect(() => {
    // The address changed from elsewhere: a chip was removed, or back was pressed.
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (composing || text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      onSearch(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, composing, onSearch]);
  return (
    <TextField
      type="search"
      aria-label={props.label}
      placeholder={props.label}
      maxLength={64}
      value={text}
      data-list-search
      onText={setText}
      onCompositionStart={() => {
        setComposing(true);
      }}
      onCompositionEnd={(event) => {
        setComposing(false);
        setText(event.currentTarget.value);
      }}
    />
  );
}
