import type { MenuCommand } from '../../core/contract/host.ts';
import { AREAS } from './areas.ts';
import type { DeskClient } from './desk-client.ts';
import type { DeskRouter } from './router.tsx';
import { useUi } from './ui-state.ts';

/** Carries out the commands of the desktop's menu and of opened addresses. Returns how to stop. */
export function followMenu(client: DeskClient, router: DeskRouter): () => void {
  const obey = (command: MenuCommand): void => {
    const ui = useUi.getState();
    switch (command.type) {
      case 'go': {
        const area = AREAS.find((a) => a.name === command.area);
        if (area !== undefined) void router.navigate({ to: area.path });
        return;
      }
      case 'open-customer':
        void router.navigate({ to: '/customers/$id', params: { id: command.id } });
        return;
      case 'find':
      case 'commands':
        ui.show('paletteOpen', true);
        return;
      case 'sync-now':
        ui.show('syncOpen', true);
        void client.call('sync.start', {}).catch(() => undefined);
        return;
      case 'import':
        void router.navigate({ to: '/imports' });
        return;
      case 'print':
        window.print();
        return;
      case 'shortcuts':
        ui.show('keysOpen', true);
    }
  };
  return client.shell?.onMenuCommand(obey) ?? (() => undefined);
}
