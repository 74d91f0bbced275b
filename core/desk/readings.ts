import type { ReadingsPort } from '../areas/readings-port.ts';
import { CodedError } from '../base/errors.ts';
import type { PartnerCenter } from '../sources/source.ts';
import type { Workspace } from '../storage/workspace.ts';
import { createReadings, readingAt, type Readings } from '../sync/readings.ts';
import type { DeskOptions } from './options.ts';

/** What reads for a customer somebody opens, over the sources of the moment. */
export function openReadings(workspace: Workspace, source: PartnerCenter, desk: DeskOptions): Readings {
  const { clock, timers, random } = desk;
  return createReadings(
    {
      workspace,
      source,
      files: null,
      collections: new Map(workspace.collections.map((one) => [one.name, one])),
      clock,
      timers,
      random,
    },
    // Rows that stayed the same are newer all the same: screens show when they were read.
    (name) => workspace.notices.publish([name]),
  );
}

/** The readings as the areas use them. @param readings those of the moment; null without a Partner Center */
export function readingsPort(workspace: Workspace, readings: () => Readings | null): ReadingsPort {
  return {
    read(name, customer) {
      const now = readings();
      return now === null ? Promise.reject(new CodedError('CREDENTIALS_MISSING')) : now.read(name, customer);
    },
    readAt: (name, customerId) => readingAt(workspace.mirror.read, name, customerId),
  };
}
