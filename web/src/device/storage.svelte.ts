/** How much room the device has left for entries. */

const NOTABLE = 0.8;
const ENTRY_BYTES = 400_000;

class Storage {
  /** About how many more entries with a photo fit, once little room is left. */
  roomFor = $state<number>();

  async look(): Promise<void> {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    this.roomFor = quota > 0 && usage / quota > NOTABLE ? Math.floor((quota - usage) / ENTRY_BYTES) : undefined;
  }
}

export const storage = new Storage();
