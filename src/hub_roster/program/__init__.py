"""The mathematical statement: what each person may take, in rows and prices; nothing that solves it."""
