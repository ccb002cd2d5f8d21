"""Knowledge of Dutch that knows nothing of the task."""
