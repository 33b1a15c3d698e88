//! Which entries of a list moved: as few as explain the new order.

/// The places, in the new list, of what moved; each entry is given as its place in the old list.
pub(super) fn moved(old_places: &[usize]) -> Vec<usize> {
    // What stays is a longest rising run; `ends[n]` is where the best one of n + 1 entries ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; old_places.len()];
    for (at, place) in old_places.iter().enumerate() {
        let length = ends.partition_point(|end| old_places[*end] < *place);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut stays = vec![false; old_places.len()];
    let mut at = ends.last().copied();
    while let Some(one) = at {
        stays[one] = true;
        at = before[one];
    }
    (0..old_places.len()).filter(|at| !stays[*at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_explain_the_order() {
        assert_eq!(moved(&[]), [0; 0]);
        assert_eq!(moved(&[0, 1, 2]), [0; 0]);
        assert_eq!(moved(&[3, 0, 1, 2]), [0]);
        assert_eq!(moved(&[0, 2, 3, 1]), [3]);
        assert_eq!(moved(&[1, 0]).len(), 1);
    }
}
