import type { ComponentProps, ReactNode } from 'react';
import { SecretField } from './controls.tsx';

/** A field for a PIN: digits only, hidden as typed, kept out of password managers. */
export function PinField({
  onText,
  ...rest
}: Omit<ComponentProps<typeof SecretField>, 'inputMode' | 'autoComplete' | 'maxLength'>): ReactNode {
  return (
    <SecretField
      inputMode="numeric"
      autoComplete="off"
      maxLength={12}
      onText={(text) => onText(text.replace(/\D/g, ''))}
      {...rest}
    />
  );
}
