"""From proposals to decisions that stand: quota, the competent head's decision, petitions and their answers."""
