import { useEffect, useId, useRef } from 'react';

interface Properties {
  question: string;
  /** On the button that does it. */
  label: string;
  onAnswer: (yes: boolean) => void;
}

/** Asks before something is gone for good. Escape and Cancel leave everything as it is. */
export function Confirm({ question, label, onAnswer }: Properties) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={() => onAnswer(dialog.current?.returnValue === 'yes')}
    >
      <form method="dialog">
        <p id={id}>{question}</p>
        <div className="buttons">
          <button type="submit" value="no" className="button quiet">
            Cancel
          </button>
          <button type="submit" value="yes" className="button danger">
            {label}
          </button>
        </div>
      </form>
    </dialog>
  );
}
