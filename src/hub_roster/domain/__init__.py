"""What exists: hubs, homes, people, young people, tasks, policy, the problem and the roster."""
