/** Whether the sheet that explains hidden figures is open; there is one, whatever cell asked for it. */
class Explaining {
  open = $state(false);
}

export const explaining = new Explaining();
