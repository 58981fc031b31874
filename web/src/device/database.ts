/** What the device keeps for one account: the outbox, and the last answers of the server. */

export type Store = 'outbox' | 'kept';

const VERSION = 1;
/** How the keys of drafts begin, among what is kept. */
export const DRAFTS = 'draft:';

/** One account's database on this device. */
export class Device {
  private constructor(private readonly db: IDBDatabase) {}

  static async open(accountId: string): Promise<Device> {
    const opening = indexedDB.open(`roviec-${accountId}`, VERSION);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('outbox', { keyPath: 'id' });
      opening.result.createObjectStore('kept');
    };
    return new Device(await done(opening));
  }

  async all<T>(store: Store): Promise<T[]> {
    return done<T[]>(this.of(store, 'readonly').getAll());
  }

  async get<T>(store: Store, key: string): Promise<T | undefined> {
    return done<T | undefined>(this.of(store, 'readonly').get(key));
  }

  /** Resolves when the value is on the disk, not before. */
  async put(store: Store, value: unknown, key?: string): Promise<void> {
    await this.write(store, (objects) => objects.put(value, key));
  }

  async remove(store: Store, key: string): Promise<void> {
    await this.write(store, (objects) => objects.delete(key));
  }

  /** Remove what is kept, but for drafts: what somebody wrote and did not send stays, like what waits in the outbox. */
  async forget(): Promise<void> {
    await this.write('kept', (objects) => {
      objects.delete(IDBKeyRange.upperBound(DRAFTS, true));
      return objects.delete(IDBKeyRange.lowerBound(`${DRAFTS}\uffff`));
    });
  }

  close(): void {
    this.db.close();
  }

  private of(store: Store, mode: IDBTransactionMode): IDBObjectStore {
    return this.db.transaction(store, mode).objectStore(store);
  }

  private write(store: Store, change: (objects: IDBObjectStore) => IDBRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(store, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('not kept'));
      change(transaction.objectStore(store));
    });
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
}
